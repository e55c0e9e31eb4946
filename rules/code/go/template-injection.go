package main

import "text/template"

func handler(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	// ruleid: template-injection
	template.New("page").Parse(event.Body)
	// ruleid: template-injection
	template.New("page").Parse("Hello " + event.Body)
	// ruleid: template-injection
	template.New("page").Parse(fmt.Sprintf("<p>%s</p>", event.Body))
	// ruleid: template-injection
	page.Parse(event.QueryStringParameters["template"])
	// ok: template-injection
	page.Execute(out, event.Body)
	// ok: template-injection
	template.New("page").Parse("Hello {{.}}")
	// ok: template-injection
	template.ParseFiles("page.html")
	// ok: template-injection
	log.Println("template " + event.Body)
	return "", nil
}

func main() {
	lambda.Start(handler)
}
