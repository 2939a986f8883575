using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlOps.Sdk.Analyzers.Algebra;
using MlOps.Sdk.Analyzers.Building;

namespace MlOps.Sdk.Analyzers;

/// <summary>Says in the editor what <c>Build()</c> would refuse in a pipeline's lambdas.</summary>
/// <remarks>
/// A lambda is read when it is written as the argument of a method of MlOps.Sdk. What only values can tell (the text of a captured pattern, a column that
/// a file lacks) is left to <c>Build()</c>.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PipelineLambdaAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Analyze, OperationKind.AnonymousFunction);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        IAnonymousFunctionOperation lambda = (IAnonymousFunctionOperation)context.Operation;
        if (lambda.Parent is not IConversionOperation { Parent: IArgumentOperation { Parameter: { } parameter } } conversion
            || !IsExpression(conversion.Type) || !Sdk.Declares(parameter.ContainingSymbol) || IsUnfinished(lambda) || TermReader.BodyOf(lambda) is not { } body)
        {
            return;
        }

        ScalarChecker scalars = new(new TermReader(lambda));
        switch (LambdaRoles.Of(parameter))
        {
            case LambdaRole.Gate:
                new GateChecker(scalars).Check(body);
                break;
            case LambdaRole.Property:
                new PropertyChecker(scalars).Check(body);
                break;
            case LambdaRole.Features:
                new FeatureChecker(scalars).Check(body);
                break;
            case LambdaRole.Scalar:
                scalars.Check(scalars.Reader.Read(body));
                break;
            case var role:
                new RowChecker(scalars).Check(body, role);
                break;
        }

        foreach (Diagnostic problem in scalars.Problems)
            context.ReportDiagnostic(problem);
    }

    private static bool IsExpression(ITypeSymbol? type) =>
        type is INamedTypeSymbol { MetadataName: "Expression`1" } named && named.ContainingNamespace.ToDisplayString() == "System.Linq.Expressions";

    // The compiler complains already, and its complaint is the one to read.
    private static bool IsUnfinished(IAnonymousFunctionOperation lambda) =>
        lambda.Descendants().Any(operation => operation is IInvalidOperation || operation.Type?.TypeKind == TypeKind.Error);
}
