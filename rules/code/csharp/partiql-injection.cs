using Amazon.Lambda.Core;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

public class Function
{
    private readonly AmazonDynamoDBClient client = new AmazonDynamoDBClient();

    public async Task<string> Handle(Dictionary<string, string> input, ILambdaContext context)
    {
        var name = input["name"];
        // ruleid: partiql-injection
        await client.ExecuteStatementAsync(new ExecuteStatementRequest { Statement = "SELECT * FROM users WHERE id = '" + name + "'" });
        // ruleid: partiql-injection
        var one = new BatchStatementRequest { Statement = $"DELETE FROM users WHERE id = '{name}'" };
        // ruleid: partiql-injection
        var part = new ParameterizedStatement { Statement = string.Format("DELETE FROM users WHERE id = '{0}'", name) };
        // ruleid: partiql-injection
        request.Statement = "SELECT * FROM " + input["table"];
        // ok: partiql-injection
        var bound = new ExecuteStatementRequest { Statement = "SELECT * FROM users WHERE id = ?", Parameters = new List<AttributeValue> { new AttributeValue(name) } };
        // ok: partiql-injection
        request.Statement = "SELECT * FROM users WHERE year = " + int.Parse(input["year"]);
        // ok: partiql-injection
        request.Statement = "SELECT * FROM users";
        // ok: partiql-injection
        request.Statement = Statements[input["kind"]];
        // ok: partiql-injection
        Console.WriteLine("SELECT * FROM " + name);
        return "done";
    }
}
