class App implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) throws Exception {
    // ruleid: dynamodb-injection
    ScanRequest.builder().tableName("orders").filterExpression("paid = :p AND " + event.get("filter")).build();
    // ruleid: dynamodb-injection
    new QueryRequest().withTableName(event.get("table"));
    // ruleid: dynamodb-injection
    QueryRequest.builder().tableName("orders").indexName(event.get("index")).build();
    // ruleid: dynamodb-injection
    new ScanRequest("orders").withProjectionExpression(event.get("columns"));
    // ok: dynamodb-injection
    QueryRequest.builder().tableName("orders").keyConditionExpression("id = :i").expressionAttributeValues(Map.of(":i", AttributeValue.fromS(event.get("id")))).build();
    // ok: dynamodb-injection
    GetItemRequest.builder().tableName("orders").key(Map.of("id", AttributeValue.fromS(event.get("id")))).build();
    // ok: dynamodb-injection
    ScanRequest.builder().tableName(System.getenv("TABLE")).limit(Integer.parseInt(event.get("limit"))).build();
    // ok: dynamodb-injection
    new ScanRequest("orders").withFilterExpression("paid = :p");
    return null;
  }
}

// handlers: five that are wrong
class Search implements RequestHandler<APIGatewayProxyRequestEvent, String> {
  public String handleRequest(APIGatewayProxyRequestEvent request, Context context) {
    String author = request.getQueryStringParameters().get("author");
    String filter = "author = '" + author + "'";
    // ruleid: dynamodb-injection
    ScanRequest scan = ScanRequest.builder().tableName("books").filterExpression(filter).build();
    return client.scan(scan).items().toString();
  }
}

class Update implements RequestHandler<APIGatewayProxyRequestEvent, String> {
  public String handleRequest(APIGatewayProxyRequestEvent request, Context context) {
    JsonNode changes = mapper.readTree(request.getBody());
    // ruleid: dynamodb-injection
    client.updateItem(new UpdateItemRequest().withTableName("users").withUpdateExpression("SET " + changes.get("set").asText()));
    return "done";
  }
}

class Columns implements RequestHandler<APIGatewayProxyRequestEvent, String> {
  public String handleRequest(APIGatewayProxyRequestEvent request, Context context) {
    String columns = String.join(",", request.getMultiValueQueryStringParameters().get("column"));
    // ruleid: dynamodb-injection
    return client.scan(ScanRequest.builder().tableName("orders").projectionExpression(columns).build()).toString();
  }
}

class Tenant implements RequestHandler<SQSEvent, String> {
  public String handleRequest(SQSEvent event, Context context) {
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      // ruleid: dynamodb-injection
      client.putItem(PutItemRequest.builder().tableName("orders-" + message.getBody()).build());
    }
    return "done";
  }
}

class Sorted implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) {
    QueryRequest request = new QueryRequest();
    // ruleid: dynamodb-injection
    request.setIndexName(event.get("sort"));
    return client.query(request).toString();
  }
}

// and five that are right
class ById implements RequestHandler<APIGatewayProxyRequestEvent, String> {
  public String handleRequest(APIGatewayProxyRequestEvent request, Context context) {
    String id = request.getPathParameters().get("id");
    // ok: dynamodb-injection
    return client.getItem(GetItemRequest.builder().tableName("orders").key(Map.of("id", AttributeValue.fromS(id))).build()).toString();
  }
}

class ByOwner implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) {
    Map<String, AttributeValue> values = Map.of(":o", AttributeValue.fromS(event.get("owner")));
    // ok: dynamodb-injection
    return client.query(QueryRequest.builder().tableName("orders").keyConditionExpression("owner = :o").expressionAttributeValues(values).build()).toString();
  }
}

class Rename implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":n", new AttributeValue(event.get("name")));
    // ok: dynamodb-injection
    client.updateItem(new UpdateItemRequest().withTableName("users").withUpdateExpression("SET title = :n").withExpressionAttributeValues(values));
    return "done";
  }
}

class Store implements RequestHandler<SQSEvent, String> {
  public String handleRequest(SQSEvent event, Context context) {
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      // ok: dynamodb-injection
      client.putItem(PutItemRequest.builder().tableName("messages").item(Map.of("body", AttributeValue.fromS(message.getBody()))).build());
    }
    return "done";
  }
}

class Recent implements RequestHandler<Map<String, String>, String> {
  public String handleRequest(Map<String, String> event, Context context) {
    int limit = Integer.parseInt(event.get("limit"));
    // ok: dynamodb-injection
    return client.scan(ScanRequest.builder().tableName("orders").limit(limit).build()).toString();
  }
}
