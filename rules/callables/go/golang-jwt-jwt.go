package app

import (
	"github.com/aws/aws-lambda-go/events"
	"github.com/golang-jwt/jwt"
)

func handle(event events.APIGatewayProxyRequest) {
	// ruleid: golang-jwt-jwt-parse
	jwt.Parse(event.Body, key)
	// ruleid: golang-jwt-jwt-parse
	jwt.ParseWithClaims(event.Body, claims, key)
	// ok: golang-jwt-jwt-parse
	jwt.NewWithClaims(method, event.Body)
	// ok: golang-jwt-jwt-parse
	other.Parse(event.Body, key)
}
