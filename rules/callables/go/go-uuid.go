package app

import (
	"github.com/aws/aws-lambda-go/events"
	"github.com/satori/go.uuid"
)

func handle(event events.APIGatewayProxyRequest) {
	// ruleid: go.uuid-v4
	uuid.NewV4()
	// ok: go.uuid-v4
	other.NewV4()
}
