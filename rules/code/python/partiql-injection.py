import boto3

client = boto3.client("dynamodb")


def handler(event, context):
    name = event["queryStringParameters"]["name"]
    # ruleid: partiql-injection
    client.execute_statement(Statement=f"SELECT * FROM users WHERE name = '{name}'")
    # ruleid: partiql-injection
    client.execute_statement(Statement="SELECT * FROM users WHERE name = '" + name + "'", Limit=1)
    # ruleid: partiql-injection
    client.batch_execute_statement(Statements=[{"Statement": "DELETE FROM users WHERE name = '%s'" % name}])
    statement = "SELECT * FROM {}".format(event["table"])
    # ruleid: partiql-injection
    client.execute_statement(Statement=statement)
    # ok: partiql-injection
    client.execute_statement(Statement="SELECT * FROM users WHERE name = ?", Parameters=[{"S": name}])
    # ok: partiql-injection
    client.batch_execute_statement(Statements=[{"Statement": "SELECT * FROM users WHERE id = ?", "Parameters": [{"S": name}]}])
    # ok: partiql-injection
    client.execute_statement(Statement="SELECT * FROM users")
    # ok: partiql-injection
    client.execute_statement(Statement="SELECT * FROM users WHERE age = " + str(int(event["age"])))
