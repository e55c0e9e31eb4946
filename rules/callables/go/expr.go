package app

import (
	"github.com/aws/aws-lambda-go/events"
	"github.com/expr-lang/expr"
)

func handle(event events.APIGatewayProxyRequest) {
	// ruleid: expr-eval
	expr.Compile(event.Body)
	// ruleid: expr-eval
	expr.Eval(event.Body, values)
	// ok: expr-eval
	expr.Compile("1")
	// ok: expr-eval
	other.Compile(event.Body)
}
