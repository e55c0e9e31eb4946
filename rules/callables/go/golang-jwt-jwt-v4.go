package app

import (
	"github.com/aws/aws-lambda-go/events"
	"github.com/golang-jwt/jwt/v4"
)

func handle(event events.APIGatewayProxyRequest) {
	// ruleid: golang-jwt-jwt-v4-parse
	jwt.Parse(event.Body, key)
	// ruleid: golang-jwt-jwt-v4-parse
	jwt.ParseWithClaims(event.Body, claims, key)
	// ok: golang-jwt-jwt-v4-parse
	jwt.NewWithClaims(method, event.Body)
	// ok: golang-jwt-jwt-v4-parse
	other.Parse(event.Body, key)
}
