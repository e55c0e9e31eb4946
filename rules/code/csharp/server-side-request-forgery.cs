using Amazon.Lambda.Core;
using System.Net.Http;

public class Function
{
    private readonly HttpClient client = new HttpClient();

    public async Task<string> Handle(Dictionary<string, string> input, ILambdaContext context)
    {
        var name = input["name"];
        // ruleid: server-side-request-forgery
        var page = await client.GetStringAsync(input["url"]);
        // ruleid: server-side-request-forgery
        await client.PostAsync("https://" + name + "/hook", null);
        // ruleid: server-side-request-forgery
        var answer = await client.GetAsync($"https://{name}.example.com/");
        // ruleid: server-side-request-forgery
        var request = new HttpRequestMessage(HttpMethod.Get, input["url"]);
        // ruleid: server-side-request-forgery
        var old = WebRequest.Create(new Uri(input["url"]));
        // ok: server-side-request-forgery
        var fixedHost = await client.GetStringAsync("https://api.example.com/users/" + name);
        // ok: server-side-request-forgery
        var sameHost = await client.GetAsync($"https://api.example.com/users/{name}");
        // ok: server-side-request-forgery
        await client.PostAsync("https://api.example.com/users", new StringContent(name));
        // ok: server-side-request-forgery
        await client.GetAsync(Hosts[input["region"]]);
        // ok: server-side-request-forgery
        await client.GetAsync("https://api.example.com/");
        return "done";
    }
}
