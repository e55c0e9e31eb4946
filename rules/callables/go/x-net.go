package app

import (
	"github.com/aws/aws-lambda-go/events"
	"golang.org/x/net/html"
)

func handle(event events.APIGatewayProxyRequest) {
	// ruleid: x-net-html
	html.Parse(strings.NewReader(event.Body))
	// ruleid: x-net-html
	html.ParseFragment(strings.NewReader(event.Body), nil)
	// ruleid: x-net-html
	html.NewTokenizer(strings.NewReader(event.Body))
	// ok: x-net-html
	other.Parse(event.Body)
}
