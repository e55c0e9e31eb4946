package app

import (
	"github.com/aws/aws-lambda-go/events"
	"github.com/mholt/archiver/v3"
)

func handle(event events.APIGatewayProxyRequest) {
	// ruleid: archiver-v3-unarchive
	archiver.Unarchive(event.Body, "/tmp")
	// ruleid: archiver-v3-unarchive
	archiver.Extract(event.Body, "a", "/tmp")
	// ok: archiver-v3-unarchive
	archiver.Unarchive("a.zip", "/tmp")
	// ok: archiver-v3-unarchive
	other.Unarchive(event.Body, "/tmp")
}
