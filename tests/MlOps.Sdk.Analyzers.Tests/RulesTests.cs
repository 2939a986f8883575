using System.Linq.Expressions;
using System.Reflection;
using Microsoft.CodeAnalysis;
using MlOps.Sdk.Analyzers.Building;

namespace MlOps.Sdk.Analyzers.Tests;

public sealed class RulesTests
{
    [Fact]
    public void An_id_keeps_its_meaning()
    {
        Assert.Equal(
            [
                "MLOPS001 A method or property has no counterpart in the algebra",
                "MLOPS002 An operator, cast or construct has no counterpart in the algebra",
                "MLOPS003 A type can't be a column or a constant",
                "MLOPS004 A value is another one each time",
                "MLOPS005 A gate is not a comparison of a metric with a number",
                "MLOPS006 A value can't stand where it is written",
                "MLOPS007 A metric or a setting is not named",
            ],
            new PipelineLambdaAnalyzer().SupportedDiagnostics.Select(rule => $"{rule.Id} {rule.Title}"));
        Assert.All(new PipelineLambdaAnalyzer().SupportedDiagnostics, rule =>
            Assert.Equal((DiagnosticSeverity.Warning, "MlOps", true), (rule.DefaultSeverity, rule.Category, rule.IsEnabledByDefault)));
    }

    [Fact]
    public void Every_method_that_takes_a_lambda_says_what_it_makes_of_it()
    {
        IEnumerable<string> unknown = typeof(PipelineBuilder).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .SelectMany(method => method.GetParameters(), (method, parameter) => (method, parameter))
            .Where(pair => pair.parameter.ParameterType.IsGenericType && pair.parameter.ParameterType.GetGenericTypeDefinition() == typeof(Expression<>))
            .Where(pair => LambdaRoles.Of(pair.method.Name, pair.parameter.Name!) == LambdaRole.Unknown)
            .Select(pair => $"{pair.method.DeclaringType!.Name}.{pair.method.Name}, {pair.parameter.Name}: add it to LambdaRoles");

        Assert.Empty(unknown);
    }
}
