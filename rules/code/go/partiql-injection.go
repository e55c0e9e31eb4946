package main

import "github.com/aws/aws-sdk-go-v2/service/dynamodb"

func handler(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	// ruleid: partiql-injection
	client.ExecuteStatement(ctx, &dynamodb.ExecuteStatementInput{Statement: aws.String("SELECT * FROM orders WHERE id = '" + event.Body + "'")})
	// ruleid: partiql-injection
	client.ExecuteStatement(ctx, &dynamodb.ExecuteStatementInput{Statement: aws.String(fmt.Sprintf("DELETE FROM %s", event.Body))})
	// ruleid: partiql-injection
	client.ExecuteStatement(ctx, &dynamodb.ExecuteStatementInput{Statement: &event.Body})
	// ruleid: partiql-injection
	batch := types.BatchStatementRequest{Statement: aws.String(event.Body)}
	// ok: partiql-injection
	client.ExecuteStatement(ctx, &dynamodb.ExecuteStatementInput{Statement: aws.String("SELECT * FROM orders WHERE id = ?"), Parameters: []types.AttributeValue{&types.AttributeValueMemberS{Value: event.Body}}})
	// ok: partiql-injection
	client.ExecuteStatement(ctx, &dynamodb.ExecuteStatementInput{Statement: aws.String("SELECT * FROM orders")})
	// ok: partiql-injection
	client.ExecuteStatement(ctx, &dynamodb.ExecuteStatementInput{Statement: aws.String(os.Getenv("STATEMENT"))})
	// ok: partiql-injection
	log.Println("statement " + event.Body)
	return "", nil
}

func main() {
	lambda.Start(handler)
}
