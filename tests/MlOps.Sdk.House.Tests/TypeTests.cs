using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlOps.Sdk.House.Tests;

/// <summary>A type is found under its name, and its first sentence says what it is.</summary>
public sealed partial class TypeTests
{
    [Fact]
    public void A_file_is_named_for_its_type()
    {
        List<string> offenders = [];
        foreach (string path in Repository.Files("src", "*.cs"))
        {
            IReadOnlyList<BaseTypeDeclarationSyntax> types = TopLevelTypes(path);
            string expected = Path.GetFileName(path).Split('.')[0];
            if (types.Count > 0 && types.All(type => type.Identifier.Text != expected))
                offenders.Add($"{path}: holds {string.Join(", ", types.Select(type => type.Identifier.Text))}.");

            // Small records and enums may live with their owner; what has behaviour is looked for under its own name.
            offenders.AddRange(types
                .Where(type => type is ClassDeclarationSyntax or InterfaceDeclarationSyntax && type.Modifiers.Any(SyntaxKind.PublicKeyword))
                .Where(type => type.Identifier.Text != expected)
                .Select(type => $"{path}: {type.Identifier.Text} is worth a file of its own."));
        }

        Offenders.AreNone(offenders);
    }

    [Fact]
    public void The_first_sentence_of_a_summary_has_no_more_than_15_words()
    {
        List<string> offenders = [];
        foreach (string path in Repository.Files("src", "*.cs"))
        {
            foreach (BaseTypeDeclarationSyntax type in TopLevelTypes(path).Where(type => type.Modifiers.Any(SyntaxKind.PublicKeyword)))
            {
                string sentence = FirstSentence(type);
                int words = sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
                if (words is 0 or > 15)
                    offenders.Add(string.Create(CultureInfo.InvariantCulture, $"{path}: {type.Identifier.Text} has {words} words: {sentence}"));
            }
        }

        Offenders.AreNone(offenders);
    }

    private static IReadOnlyList<BaseTypeDeclarationSyntax> TopLevelTypes(string path)
    {
        CompilationUnitSyntax unit = CSharpSyntaxTree
            .ParseText(Repository.Read(path), new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse))
            .GetCompilationUnitRoot();
        return [.. unit.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<BaseTypeDeclarationSyntax>()];
    }

    private static string FirstSentence(BaseTypeDeclarationSyntax type)
    {
        string summary = type.GetLeadingTrivia()
            .Select(trivia => trivia.GetStructure())
            .OfType<DocumentationCommentTriviaSyntax>()
            .SelectMany(comment => comment.Content.OfType<XmlElementSyntax>())
            .FirstOrDefault(element => element.StartTag.Name.LocalName.Text == "summary")?.Content.ToFullString() ?? "";
        string text = Tag().Replace(summary.Replace("///", " ", StringComparison.Ordinal).ReplaceLineEndings(" "), "tag").Trim();
        return SentenceEnd().Split(text)[0];
    }

    // What stands behind a colon or a semicolon elaborates.
    [GeneratedRegex("[.:;] ")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
