using SharpCompress.Archives;
using SharpCompress.Readers;

public class App
{
    public object Handle(APIGatewayProxyRequest input, ILambdaContext context)
    {
        // ruleid: SharpCompress-open
        var a = ArchiveFactory.Open(input.Body);
        // ruleid: SharpCompress-open
        var b = ReaderFactory.Open(input.Body);
        // ok: SharpCompress-open
        var c = Other.Open(input.Body);
        return null;
    }
}
