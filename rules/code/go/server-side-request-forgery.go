package main

import "net/http"

func handler(ctx context.Context, event events.APIGatewayProxyRequest) (string, error) {
	// ruleid: server-side-request-forgery
	http.Get(event.QueryStringParameters["url"])
	// ruleid: server-side-request-forgery
	http.NewRequest("GET", "https://"+event.Body+"/status", nil)
	// ruleid: server-side-request-forgery
	http.Post(fmt.Sprintf("https://%s.example.com/hook", event.Body), "text/plain", nil)
	// ruleid: server-side-request-forgery
	net.Dial("tcp", event.Body)
	// ok: server-side-request-forgery
	http.Get("https://api.example.com/orders/" + event.Body)
	// ok: server-side-request-forgery
	http.Post("https://api.example.com/orders", "text/plain", strings.NewReader(event.Body))
	// ok: server-side-request-forgery
	http.Get("https://api.example.com/?q=" + url.QueryEscape(event.Body))
	// ok: server-side-request-forgery
	http.Get("https://api.example.com/")
	return "", nil
}

func main() {
	lambda.Start(handler)
}
