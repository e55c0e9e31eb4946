using Amazon.Lambda.Core;
using System.Xml;

public class Function
{
    public async Task<string> Handle(Dictionary<string, string> input, ILambdaContext context)
    {
        var name = input["name"];
        // ruleid: xxe
        var reader = XmlReader.Create(new StringReader(input["xml"]), new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse });
        // ok: xxe
        var safe = XmlReader.Create(new StringReader(input["xml"]));
        // ok: xxe
        var closed = XmlReader.Create(new StringReader(input["xml"]), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        // ok: xxe
        var element = XElement.Parse(input["xml"]);
        // ok: xxe
        var own = XmlReader.Create("table.xml", new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse });
        return "done";
    }

    public string Read(string input, ILambdaContext context)
    {
        var document = new XmlDocument { XmlResolver = new XmlUrlResolver() };
        // ruleid: xxe
        document.LoadXml(input);
        return document.InnerText;
    }

    public string Resolve(string input, ILambdaContext context)
    {
        var document = new XmlDocument();
        document.XmlResolver = new XmlUrlResolver();
        // ruleid: xxe
        document.LoadXml(input);
        return document.InnerText;
    }

    public string Parse(string input, ILambdaContext context)
    {
        var settings = new XmlReaderSettings();
        settings.DtdProcessing = DtdProcessing.Parse;
        // ruleid: xxe
        using var reader = XmlReader.Create(new StringReader(input), settings);
        return reader.ReadOuterXml();
    }

    public string Plain(string input, ILambdaContext context)
    {
        var document = new XmlDocument();
        // ok: xxe
        document.LoadXml(input);
        return document.InnerText;
    }
}
