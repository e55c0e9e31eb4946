using Amazon.Lambda.Core;
using System.Data.SqlClient;
using Dapper;

public class Function
{
    private readonly SqlConnection connection = new SqlConnection(Settings.Database);

    public async Task<string> Handle(Dictionary<string, string> input, ILambdaContext context)
    {
        var name = input["name"];
        // ruleid: sql-injection
        var command = new SqlCommand("SELECT * FROM users WHERE name = '" + name + "'", connection);
        // ruleid: sql-injection
        command.CommandText = $"DELETE FROM users WHERE name = '{name}'";
        // ruleid: sql-injection
        await connection.QueryAsync<User>("SELECT * FROM users WHERE name = '" + name + "'");
        // ruleid: sql-injection
        connection.Execute(string.Format("DELETE FROM users WHERE name = '{0}'", name));
        // ruleid: sql-injection
        db.Users.FromSqlRaw("SELECT * FROM users WHERE name = '" + name + "'").ToList();
        // ruleid: sql-injection
        await rds.ExecuteStatementAsync(new ExecuteStatementRequest { ResourceArn = Arn, Sql = input["query"] });
        // ruleid: sql-injection
        using var postgres = new NpgsqlCommand(input["query"], other);
        // ok: sql-injection
        var select = new SqlCommand("SELECT * FROM users WHERE name = @name", connection);
        // ok: sql-injection
        select.Parameters.AddWithValue("@name", name);
        // ok: sql-injection
        await connection.QueryAsync<User>("SELECT * FROM users WHERE name = @name", new { name });
        // ok: sql-injection
        db.Users.FromSqlInterpolated($"SELECT * FROM users WHERE name = {name}").ToList();
        // ok: sql-injection
        db.Users.FromSqlRaw("SELECT * FROM users WHERE name = {0}", name).ToList();
        // ok: sql-injection
        connection.Execute("DELETE FROM users WHERE id = " + int.Parse(input["id"]));
        // ok: sql-injection
        Console.WriteLine("DELETE FROM users WHERE name = " + name);
        // ok: sql-injection
        connection.Execute(Statements[input["kind"]]);
        return "done";
    }
}
