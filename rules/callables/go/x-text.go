package app

import (
	"github.com/aws/aws-lambda-go/events"
	"golang.org/x/text/language"
)

func handle(event events.APIGatewayProxyRequest) {
	// ruleid: x-text-language
	language.Parse(event.Body)
	// ruleid: x-text-language
	language.ParseAcceptLanguage(event.Body)
	// ruleid: x-text-language
	language.MatchStrings(matcher, event.Body)
	// ok: x-text-language
	language.Parse("en")
	// ok: x-text-language
	other.Parse(event.Body)
}
