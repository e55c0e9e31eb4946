package main

import "html/template"

func handler(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	// ruleid: html-injection
	page := "<h1>Hello " + event.Body + "</h1>"
	// ruleid: html-injection
	page2 := fmt.Sprintf("<p>%s</p>", event.Body)
	// ruleid: html-injection
	page3 := template.HTML(event.Body)
	// ruleid: html-injection
	response.Body = "<p>" + event.QueryStringParameters["text"] + "</p>"
	// ok: html-injection
	safe := "<h1>Hello " + html.EscapeString(event.Body) + "</h1>"
	// ok: html-injection
	note := "hello " + event.Body
	// ok: html-injection
	page4 := "<h1>Hello</h1>"
	// ok: html-injection
	log.Println(event.Body)
	return "", nil
}

func main() {
	lambda.Start(handler)
}
