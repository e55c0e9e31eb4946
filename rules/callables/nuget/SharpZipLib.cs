using ICSharpCode.SharpZipLib.Zip;
using ICSharpCode.SharpZipLib.Tar;

public class App
{
    public object Handle(APIGatewayProxyRequest input, ILambdaContext context)
    {
        // ruleid: SharpZipLib-extract
        new FastZip().ExtractZip(input.Body, "/tmp", null);
        // ruleid: SharpZipLib-extract
        var a = TarArchive.CreateInputTarArchive(input.Body, null);
        // ok: SharpZipLib-extract
        new Other().ExtractZip(input.Body, "/tmp", null);
        // ok: SharpZipLib-extract
        new FastZip().ExtractZip("a.zip", "/tmp", null);
        return null;
    }
}
