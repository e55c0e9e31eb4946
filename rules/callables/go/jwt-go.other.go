package app

import (
	"github.com/aws/aws-lambda-go/events"
	"github.com/golang-jwt/jwt/v5"
)

func handle(event events.APIGatewayProxyRequest) {
	// ok: jwt-go-parse
	jwt.Parse(event.Body, key)
}
