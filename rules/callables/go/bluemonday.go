package app

import (
	"github.com/aws/aws-lambda-go/events"
	"github.com/microcosm-cc/bluemonday"
)

func handle(event events.APIGatewayProxyRequest) {
	// ruleid: bluemonday-sanitize
	bluemonday.UGCPolicy().Sanitize(event.Body)
	// ruleid: bluemonday-sanitize
	bluemonday.StrictPolicy().Sanitize(event.Body)
	// ok: bluemonday-sanitize
	bluemonday.UGCPolicy().Sanitize("a")
	// ok: bluemonday-sanitize
	other.UGCPolicy().Sanitize(event.Body)
}
