namespace MlOps.Sdk.Reports.Markup;

/// <summary>A part of a page under a heading.</summary>
/// <param name="Id">What links to it name.</param>
/// <param name="Title">The heading.</param>
/// <param name="Body">What stands below.</param>
internal sealed record Section(string Id, string Title, Html Body)
{
    public Html Render() => $"""
        <section id="{Id}">
        <h2>{Title}</h2>
        {Body}</section>

        """;
}
