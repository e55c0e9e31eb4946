import sqlite3
import boto3
import sqlalchemy

database = sqlite3.connect("/tmp/a.db")
rds = boto3.client("rds-data")


def find(event, context):
    name = event["queryStringParameters"]["name"]
    cursor = database.cursor()
    # ruleid: sql-injection
    cursor.execute("SELECT * FROM users WHERE name = '" + name + "'")
    # ruleid: sql-injection
    query = f"SELECT * FROM users WHERE name = '{name}'"
    # ruleid: sql-injection
    cursor.execute(query)
    # ruleid: sql-injection
    cursor.execute("DELETE FROM users WHERE name = '%s'" % name)
    # ruleid: sql-injection
    cursor.execute("UPDATE users SET seen = 1 WHERE name = '{}'".format(name))
    # ruleid: sql-injection
    cursor.execute(event["query"])
    # ruleid: sql-injection
    rds.execute_statement(resourceArn=ARN, sql=event["query"])
    # ruleid: sql-injection
    sqlalchemy.text(event["query"])
    # ok: sql-injection
    cursor.execute("SELECT * FROM users WHERE name = ?", (name,))
    # ok: sql-injection
    cursor.execute("SELECT * FROM users WHERE id = %d" % int(event["id"]))
    # ok: sql-injection
    cursor.execute("SELECT * FROM users")
    # ok: sql-injection
    rds.execute_statement(sql="SELECT 1 WHERE :name = 1", parameters=[{"name": "name", "value": {"stringValue": name}}])
    # ok: sql-injection
    title = "the update of " + name
    # ok: sql-injection
    print("DELETE FROM users WHERE name = " + name)
