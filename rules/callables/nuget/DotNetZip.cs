using Ionic.Zip;

public class App
{
    public object Handle(APIGatewayProxyRequest input, ILambdaContext context)
    {
        // ruleid: DotNetZip-read
        var a = ZipFile.Read(input.Body);
        // ok: DotNetZip-read
        var b = Other.Read(input.Body);
        // ok: DotNetZip-read
        var c = ZipFile.Read("a.zip");
        return null;
    }
}
