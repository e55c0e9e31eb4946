using Amazon.Lambda.Core;
using System.IO;
using System.IO.Compression;

public class Function
{
    public async Task<string> Handle(Dictionary<string, string> input, ILambdaContext context)
    {
        var name = input["name"];
        // ruleid: path-traversal
        var text = File.ReadAllText("/opt/pages/" + name);
        // ruleid: path-traversal
        var page = await File.ReadAllTextAsync(Path.Combine("/opt/pages", name));
        // ruleid: path-traversal
        File.Delete($"/tmp/{name}");
        // ruleid: path-traversal
        using var stream = new FileStream(input["path"], FileMode.Open);
        // ruleid: path-traversal
        File.Copy("/tmp/a", "/tmp/" + name);
        // ok: path-traversal
        var last = File.ReadAllText("/opt/pages/" + Path.GetFileName(name));
        // ok: path-traversal
        File.WriteAllText("/tmp/note.txt", name);
        // ok: path-traversal
        var one = File.ReadAllText("/opt/pages/" + int.Parse(input["page"]) + ".html");
        // ok: path-traversal
        File.Delete("/tmp/" + Guid.NewGuid());
        // ok: path-traversal
        var known = File.ReadAllText(Pages[input["page"]]);
        // ok: path-traversal
        await s3.GetObjectAsync("pages", "files/" + name);
        return "done";
    }
}
