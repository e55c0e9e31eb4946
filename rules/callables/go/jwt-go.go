package app

import (
	"github.com/aws/aws-lambda-go/events"
	"github.com/dgrijalva/jwt-go"
)

func handle(event events.APIGatewayProxyRequest) {
	// ruleid: jwt-go-parse
	jwt.Parse(event.Body, key)
	// ruleid: jwt-go-parse
	jwt.ParseWithClaims(event.Body, claims, key)
	// ok: jwt-go-parse
	jwt.NewWithClaims(method, event.Body)
	// ok: jwt-go-parse
	other.Parse(event.Body, key)
}
