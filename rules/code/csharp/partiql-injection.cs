public class Function {
  public string Handler(APIGatewayProxyRequest request, ILambdaContext context) {
    // ruleid: partiql-injection
    var one = new ExecuteStatementRequest { Statement = "SELECT * FROM orders WHERE id = '" + request.Body + "'" };
    // ruleid: partiql-injection
    statement.Statement = "DELETE FROM " + request.Body;
    // ruleid: partiql-injection
    var two = new BatchStatementRequest { Statement = $"SELECT * FROM {request.Body}" };
    // ruleid: partiql-injection
    var three = new ExecuteStatementRequest { Statement = request.Body, Limit = 1 };
    // ok: partiql-injection
    var four = new ExecuteStatementRequest { Statement = "SELECT * FROM orders WHERE id = ?", Parameters = new List<AttributeValue> { new AttributeValue(request.Body) } };
    // ok: partiql-injection
    var five = new ExecuteStatementRequest { Statement = "SELECT * FROM orders" };
    // ok: partiql-injection
    var six = new ExecuteStatementRequest { Statement = "SELECT * FROM orders WHERE age = " + int.Parse(request.Body) };
    // ok: partiql-injection
    Console.WriteLine("statement " + request.Body);
    return null;
  }
}
