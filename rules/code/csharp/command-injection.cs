using Amazon.Lambda.Core;
using System.Diagnostics;

public class Function
{
    public async Task<string> Handle(Dictionary<string, string> input, ILambdaContext context)
    {
        var name = input["name"];
        // ruleid: command-injection
        Process.Start("/bin/sh", "-c \"convert " + name + "\"");
        // ruleid: command-injection
        Process.Start(name);
        // ruleid: command-injection
        Process.Start(new ProcessStartInfo("convert", $"{name} /tmp/out.png"));
        // ruleid: command-injection
        var info = new ProcessStartInfo { FileName = "bash", Arguments = "-c " + name };
        // ruleid: command-injection
        Process.Start("bash", new[] { "-c", "ls " + name });
        // ok: command-injection
        Process.Start("convert", new[] { name, "/tmp/out.png" });
        // ok: command-injection
        Process.Start("head", "-n " + int.Parse(input["lines"]) + " /tmp/out.txt");
        // ok: command-injection
        Process.Start("ls", "/tmp");
        // ok: command-injection
        var start = new ProcessStartInfo("convert");
        start.ArgumentList.Add(name);
        // ok: command-injection
        Process.Start(start);
        // ok: command-injection
        Console.WriteLine("convert " + name);
        return "done";
    }

    [Function("List")]
    public string Run([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequestData req)
    {
        // ruleid: command-injection
        Process.Start("sh", "-c 'ls " + req.Query["folder"] + "'");
        // ok: command-injection
        Process.Start("ls", new[] { req.Query["folder"] });
        return "";
    }

    public async Task HandleAsync(HttpContext context)
    {
        // ruleid: command-injection
        Process.Start("sh", "-c 'ls " + context.Request.Query["folder"] + "'");
    }
}
