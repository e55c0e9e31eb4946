package app

import (
	"github.com/aws/aws-lambda-go/events"
	getter "github.com/hashicorp/go-getter"
)

func handle(event events.APIGatewayProxyRequest) {
	// ruleid: go-getter-get
	getter.Get("/tmp/a", event.Body)
	// ruleid: go-getter-get
	getter.GetFile("/tmp/a", event.Body)
	// ruleid: go-getter-get
	getter.GetAny("/tmp/a", event.Body)
	// ok: go-getter-get
	getter.Get("/tmp/a", "https://a.example")
	// ok: go-getter-get
	other.Get("/tmp/a", event.Body)
}
