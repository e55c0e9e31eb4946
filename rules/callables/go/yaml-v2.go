package app

import (
	"github.com/aws/aws-lambda-go/events"
	"gopkg.in/yaml.v2"
)

func handle(event events.APIGatewayProxyRequest) {
	// ruleid: yaml.v2-unmarshal
	yaml.Unmarshal([]byte(event.Body), &order)
	// ruleid: yaml.v2-unmarshal
	yaml.NewDecoder(strings.NewReader(event.Body))
	// ok: yaml.v2-unmarshal
	yaml.Marshal(event.Body)
	// ok: yaml.v2-unmarshal
	other.Unmarshal([]byte(event.Body), &order)
}
