using Amazon.Lambda.Core;
using RazorEngine;
using Scriban;
using HandlebarsDotNet;

public class Function
{
    public async Task<string> Handle(Dictionary<string, string> input, ILambdaContext context)
    {
        var name = input["name"];
        // ruleid: template-injection
        var page = Engine.Razor.RunCompile(input["template"], "key", null, new { });
        // ruleid: template-injection
        var hello = Template.Parse("Hello " + name).Render();
        // ruleid: template-injection
        var mail = Handlebars.Compile($"<p>{name}</p>");
        // ruleid: template-injection
        var text = await engine.CompileRenderStringAsync("key", input["template"], new { });
        // ok: template-injection
        var bound = Template.Parse("Hello {{ name }}").Render(new { name });
        // ok: template-injection
        var razor = Engine.Razor.RunCompile("Hello @Model.Name", "key", null, new { Name = name });
        // ok: template-injection
        var view = await engine.CompileRenderStringAsync("key", "Hello @Model.Name", new { Name = name });
        // ok: template-injection
        var chosen = Handlebars.Compile(Templates[input["kind"]]);
        // ok: template-injection
        var file = Template.Parse(File.ReadAllText("page.html"));
        return "done";
    }
}
