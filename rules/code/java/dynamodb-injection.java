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


// Handlers: five that are wrong and five that are right, of other hands.

class HandlerW1 implements RequestHandler<APIGatewayProxyRequestEvent, String> {
  private final DynamoDbClient client = DynamoDbClient.create();
  public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
    String filter = event.getQueryStringParameters().get("filter");
    // ruleid: dynamodb-injection
    ScanRequest request = ScanRequest.builder().tableName("orders").filterExpression(filter).build();
    return client.scan(request).items().toString();
  }
}
class HandlerW2 implements RequestHandler<Map<String, String>, Integer> {
  private final AmazonDynamoDB client = AmazonDynamoDBClientBuilder.defaultClient();
  public Integer handleRequest(Map<String, String> event, Context context) {
    QueryRequest request = new QueryRequest("orders");
    // ruleid: dynamodb-injection
    request.setKeyConditionExpression("id = " + event.get("id"));
    return client.query(request).getCount();
  }
}
class HandlerW3 implements RequestHandler<Map<String, String>, Integer> {
  private final DynamoDBMapper mapper = new DynamoDBMapper(AmazonDynamoDBClientBuilder.defaultClient());
  public Integer handleRequest(Map<String, String> event, Context context) {
    String field = event.get("field");
    // ruleid: dynamodb-injection
    DynamoDBScanExpression scan = new DynamoDBScanExpression().withFilterExpression(field + " = :v");
    return mapper.scan(Order.class, scan).size();
  }
}
class HandlerW4 implements RequestHandler<APIGatewayV2HTTPEvent, String> {
  private final DynamoDbClient client = DynamoDbClient.create();
  public String handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    // ruleid: dynamodb-injection
    QueryRequest request = QueryRequest.builder().tableName(event.getPathParameters().get("table")).keyConditionExpression("id = :i").build();
    return client.query(request).items().toString();
  }
}
class HandlerW5 implements RequestHandler<Map<String, Object>, String> {
  private final DynamoDbClient client = DynamoDbClient.create();
  public String handleRequest(Map<String, Object> event, Context context) {
    StringBuilder update = new StringBuilder("SET ");
    update.append(event.get("field")).append(" = :v");
    // ruleid: dynamodb-injection
    client.updateItem(UpdateItemRequest.builder().tableName("orders").updateExpression(update.toString()).build());
    return "done";
  }
}
class HandlerR1 implements RequestHandler<APIGatewayProxyRequestEvent, String> {
  private final DynamoDbClient client = DynamoDbClient.create();
  public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
    AttributeValue id = AttributeValue.builder().s(event.getPathParameters().get("id")).build();
    // ok: dynamodb-injection
    QueryRequest request = QueryRequest.builder().tableName("orders").keyConditionExpression("id = :i").expressionAttributeValues(Map.of(":i", id)).build();
    // ok: dynamodb-injection
    return client.query(request).items().toString();
  }
}
class HandlerR2 implements RequestHandler<Map<String, String>, Order> {
  private final DynamoDBMapper mapper = new DynamoDBMapper(AmazonDynamoDBClientBuilder.defaultClient());
  public Order handleRequest(Map<String, String> event, Context context) {
    // ok: dynamodb-injection
    return mapper.load(Order.class, event.get("id"));
  }
}
class HandlerR3 implements RequestHandler<Map<String, String>, Integer> {
  private final AmazonDynamoDB client = AmazonDynamoDBClientBuilder.defaultClient();
  public Integer handleRequest(Map<String, String> event, Context context) {
    // ok: dynamodb-injection
    QueryRequest request = new QueryRequest("orders").withKeyConditionExpression("id = :i")
        .addExpressionAttributeValuesEntry(":i", new AttributeValue(event.get("id")));
    // ok: dynamodb-injection
    return client.query(request).getCount();
  }
}
class HandlerR4 implements RequestHandler<Map<String, String>, Integer> {
  private final DynamoDbClient client = DynamoDbClient.create();
  public Integer handleRequest(Map<String, String> event, Context context) {
    int limit = Integer.parseInt(event.get("limit"));
    // ok: dynamodb-injection
    return client.scan(ScanRequest.builder().tableName("orders").limit(limit).build()).count();
  }
}
class HandlerR5 implements RequestHandler<Map<String, String>, Integer> {
  private final DynamoDBMapper mapper = new DynamoDBMapper(AmazonDynamoDBClientBuilder.defaultClient());
  public Integer handleRequest(Map<String, String> event, Context context) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":v", new AttributeValue().withS(event.get("state")));
    // ok: dynamodb-injection
    DynamoDBScanExpression scan = new DynamoDBScanExpression().withFilterExpression("state = :v").withExpressionAttributeValues(values);
    // ok: dynamodb-injection
    return mapper.scan(Order.class, scan).size();
  }
}
