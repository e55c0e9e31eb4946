package main

import "github.com/aws/aws-sdk-go-v2/service/dynamodb"

func handler(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	// ruleid: dynamodb-injection
	client.Scan(ctx, &dynamodb.ScanInput{TableName: aws.String("orders"), FilterExpression: aws.String("paid = :p AND " + event.Body)})
	// ruleid: dynamodb-injection
	client.Query(ctx, &dynamodb.QueryInput{TableName: aws.String(event.QueryStringParameters["table"])})
	// ruleid: dynamodb-injection
	expression.Name(event.QueryStringParameters["field"]).Equal(expression.Value(1))
	// ruleid: dynamodb-injection
	client.Scan(ctx, &dynamodb.ScanInput{TableName: aws.String("orders"), IndexName: aws.String(event.Body)})
	// ok: dynamodb-injection
	client.GetItem(ctx, &dynamodb.GetItemInput{TableName: aws.String("orders"), Key: map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: event.Body}}})
	// ok: dynamodb-injection
	expression.Name("name").Equal(expression.Value(event.Body))
	// ok: dynamodb-injection
	client.Scan(ctx, &dynamodb.ScanInput{TableName: aws.String(os.Getenv("TABLE"))})
	// ok: dynamodb-injection
	log.Println("table " + event.Body)
	return "", nil
}

func main() {
	lambda.Start(handler)
}

// handlers: five that are wrong

func search(ctx context.Context, request events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	filter := fmt.Sprintf("author = '%s'", request.QueryStringParameters["author"])
	// ruleid: dynamodb-injection
	found, err := client.Scan(ctx, &dynamodb.ScanInput{TableName: aws.String("books"), FilterExpression: aws.String(filter)})
	return answer(found, err)
}

func update(ctx context.Context, request events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	// ruleid: dynamodb-injection
	_, err := client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: aws.String("users"), UpdateExpression: aws.String("SET " + request.Body)})
	return answer(nil, err)
}

func columns(ctx context.Context, request events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	wanted := strings.Join(request.MultiValueQueryStringParameters["column"], ",")
	// ruleid: dynamodb-injection
	found, err := client.Scan(ctx, &dynamodb.ScanInput{TableName: aws.String("orders"), ProjectionExpression: &wanted})
	return answer(found, err)
}

func tenant(ctx context.Context, event events.SQSEvent) error {
	for _, record := range event.Records {
		// ruleid: dynamodb-injection
		client.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String("orders-" + record.Body)})
	}
	return nil
}

func sorted(ctx context.Context, request events.APIGatewayV2HTTPRequest) (string, error) {
	field := request.QueryStringParameters["sort"]
	// ruleid: dynamodb-injection
	condition := expression.Key(field).Equal(expression.Value("x"))
	return run(condition)
}

// and five that are right

func byID(ctx context.Context, request events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	key := map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: request.PathParameters["id"]}}
	// ok: dynamodb-injection
	found, err := client.GetItem(ctx, &dynamodb.GetItemInput{TableName: aws.String("orders"), Key: key})
	return answer(found, err)
}

func byOwner(ctx context.Context, request events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	values := map[string]types.AttributeValue{":o": &types.AttributeValueMemberS{Value: request.QueryStringParameters["owner"]}}
	// ok: dynamodb-injection
	found, err := client.Query(ctx, &dynamodb.QueryInput{TableName: aws.String("orders"), KeyConditionExpression: aws.String("owner = :o"), ExpressionAttributeValues: values})
	return answer(found, err)
}

func built(ctx context.Context, request events.APIGatewayProxyRequest) (string, error) {
	// ok: dynamodb-injection
	condition := expression.Key("id").Equal(expression.Value(request.PathParameters["id"]))
	return run(condition)
}

func store(ctx context.Context, event events.SQSEvent) error {
	for _, record := range event.Records {
		item := map[string]types.AttributeValue{"body": &types.AttributeValueMemberS{Value: record.Body}}
		// ok: dynamodb-injection
		client.PutItem(ctx, &dynamodb.PutItemInput{TableName: aws.String("messages"), Item: item})
	}
	return nil
}

func all(ctx context.Context, request events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	// ok: dynamodb-injection
	found, err := client.Scan(ctx, &dynamodb.ScanInput{TableName: aws.String("orders")})
	return answer(found, err)
}


// Handlers: five that are wrong and five that are right, of other hands.

func handlerW1(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	filter := event.QueryStringParameters["filter"]
	// ruleid: dynamodb-injection
	out, err := client.Scan(ctx, &dynamodb.ScanInput{TableName: aws.String("orders"), FilterExpression: aws.String(filter)})
	return fmt.Sprint(out.Count), err
}

func handlerW2(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	var input dynamodb.QueryInput
	// ruleid: dynamodb-injection
	json.Unmarshal([]byte(event.Body), &input)
	out, err := client.Query(ctx, &input)
	return fmt.Sprint(out.Count), err
}

func handlerW3(ctx context.Context, event events.APIGatewayV2HTTPRequest) (string, error) {
	key := fmt.Sprintf("id = :i AND %s", event.QueryStringParameters["range"])
	input := &dynamodb.QueryInput{
		TableName: aws.String(os.Getenv("TABLE")),
		// ruleid: dynamodb-injection
		KeyConditionExpression: &key,
	}
	out, err := client.Query(ctx, input)
	return fmt.Sprint(out.Count), err
}

func handlerW4(w http.ResponseWriter, r *http.Request) {
	field := r.URL.Query().Get("field")
	// ruleid: dynamodb-injection
	out, _ := client.Scan(r.Context(), &dynamodb.ScanInput{TableName: aws.String("orders"), ProjectionExpression: aws.String("id, " + field)})
	fmt.Fprint(w, out.Count)
}

func handlerW5(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	input := &dynamodb.QueryInput{KeyConditionExpression: aws.String("id = :i")}
	// ruleid: dynamodb-injection
	input.TableName = aws.String(event.PathParameters["table"])
	out, err := client.Query(ctx, input)
	return fmt.Sprint(out.Count), err
}

func handlerR1(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	values := map[string]types.AttributeValue{":i": &types.AttributeValueMemberS{Value: event.PathParameters["id"]}}
	// ok: dynamodb-injection
	out, err := client.Query(ctx, &dynamodb.QueryInput{TableName: aws.String("orders"), KeyConditionExpression: aws.String("id = :i"), ExpressionAttributeValues: values})
	return fmt.Sprint(out.Count), err
}

func handlerR2(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	// ok: dynamodb-injection
	out, err := client.GetItem(ctx, &dynamodb.GetItemInput{TableName: aws.String("orders"), Key: map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: event.PathParameters["id"]}}})
	return fmt.Sprint(len(out.Item)), err
}

func handlerR3(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	expr, _ := expression.NewBuilder().WithKeyCondition(expression.Key("id").Equal(expression.Value(event.PathParameters["id"]))).Build()
	// ok: dynamodb-injection
	out, err := client.Query(ctx, &dynamodb.QueryInput{TableName: aws.String("orders"), KeyConditionExpression: expr.KeyCondition(), ExpressionAttributeNames: expr.Names(), ExpressionAttributeValues: expr.Values()})
	return fmt.Sprint(out.Count), err
}

func handlerR4(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	limit, _ := strconv.Atoi(event.QueryStringParameters["limit"])
	// ok: dynamodb-injection
	out, err := client.Scan(ctx, &dynamodb.ScanInput{TableName: aws.String("orders"), Limit: aws.Int32(int32(limit))})
	return fmt.Sprint(out.Count), err
}

func handlerR5(w http.ResponseWriter, r *http.Request) {
	item := map[string]types.AttributeValue{"name": &types.AttributeValueMemberS{Value: r.FormValue("name")}}
	// ok: dynamodb-injection
	client.PutItem(r.Context(), &dynamodb.PutItemInput{TableName: aws.String("orders"), Item: item, ConditionExpression: aws.String("attribute_not_exists(id)")})
}
