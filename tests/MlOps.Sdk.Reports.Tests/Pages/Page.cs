using System.Xml;
using System.Xml.Linq;

namespace MlOps.Sdk.Reports.Tests.Pages;

/// <summary>What is asked of a page. Pages are XML, too, so that the strictest of parsers says whether they are well-formed.</summary>
internal static class Page
{
    // For people who want to look at them: the folder that samples are written to.
    private static readonly string? s_samples = Environment.GetEnvironmentVariable("MLOPS_REPORT_SAMPLES");

    public static XDocument Parse(string html)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    public static XElement SectionOf(XDocument page, string id) => page.Descendants("section").Single(section => section.Attribute("id")!.Value == id);

    /// <summary>The elements with the names of their attributes. Whether a name is cut, and so has a tooltip, is no structure.</summary>
    public static IEnumerable<string> Structure(XDocument page) => page.Descendants().Select(element =>
        $"{element.Name}({string.Join(' ', element.Attributes().Select(attribute => attribute.Name.LocalName).Where(name => element.Name.LocalName != "bdi" || name != "title"))})");

    public static void Save(Report report, string? sample)
    {
        if (s_samples is not null && sample is not null)
            File.WriteAllText(Path.Combine(s_samples, $"{sample}.html"), report.Html);
    }
}
