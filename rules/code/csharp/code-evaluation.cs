using Amazon.Lambda.Core;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Jint;

public class Function
{
    private readonly Engine engine = new Engine();

    public async Task<string> Handle(Dictionary<string, string> input, ILambdaContext context)
    {
        var name = input["name"];
        // ruleid: code-evaluation
        await CSharpScript.EvaluateAsync(input["formula"]);
        // ruleid: code-evaluation
        await CSharpScript.EvaluateAsync<int>("1 + " + name);
        // ruleid: code-evaluation
        engine.Evaluate(input["script"]);
        // ruleid: code-evaluation
        new Engine().Execute($"total = {name}");
        // ruleid: code-evaluation
        var type = Type.GetType(input["type"]);
        // ruleid: code-evaluation
        var sum = table.Compute(input["formula"], "");
        // ok: code-evaluation
        await CSharpScript.EvaluateAsync("1 + 1");
        // ok: code-evaluation
        new Engine().SetValue("name", name);
        // ok: code-evaluation
        var known = Type.GetType("Orders.Order");
        // ok: code-evaluation
        engine.Evaluate("2 * " + int.Parse(input["factor"]));
        // ok: code-evaluation
        await CSharpScript.EvaluateAsync(Formulas[input["kind"]]);
        return "done";
    }
}
