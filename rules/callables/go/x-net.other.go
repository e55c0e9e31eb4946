package app

import (
	"html"

	"github.com/aws/aws-lambda-go/events"
)

func handle(event events.APIGatewayProxyRequest) {
	// ok: x-net-html
	html.Parse(event.Body)
}
