using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Compilation;

/// <summary>How a function becomes a .NET expression: a lambda for each signature, or code that builds one from the call.</summary>
internal sealed class DotNetRendering
{
    private readonly Func<CallNode, Expression[], Expression> _build;

    private DotNetRendering(Func<CallNode, Expression[], Expression> build, ValueList<Signature> signatures)
    {
        _build = build;
        Signatures = signatures;
    }

    /// <summary>The signatures that follow from the lambdas; empty if the entry states them itself.</summary>
    public ValueList<Signature> Signatures { get; }

    /// <summary>
    /// One lambda for each signature. Its parameters are plain (<c>long</c>) where the compiler deals with null; with a rule of its own
    /// the function takes <c>long?</c>.
    /// </summary>
    public static DotNetRendering Of(params LambdaExpression[] bodies) => new(
        (call, arguments) => Inline(Choose(bodies, call), arguments),
        bodies.Select(body => new Signature(
            body.Parameters.Select(parameter => RowType.DataTypeOf(parameter.Type)!.Value).ToValueList(),
            RowType.DataTypeOf(body.ReturnType)!.Value)).ToValueList());

    /// <summary>Code that builds the expression from the call and its arguments, which are of nullable .NET types where the nodes are nullable.</summary>
    public static DotNetRendering Build(Func<CallNode, Expression[], Expression> build) => new(build, []);

    public Expression Render(CallNode call, Expression[] arguments) => _build(call, arguments);

    /// <summary>A lambda's body with its parameters replaced; an argument that isn't a mere variable is evaluated once.</summary>
    public static Expression Inline(LambdaExpression body, Expression[] arguments)
    {
        List<ParameterExpression> variables = [];
        List<Expression> statements = [];
        Dictionary<Expression, Expression> replacements = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            ParameterExpression parameter = body.Parameters[i];
            Expression argument = arguments[i].Type == parameter.Type ? arguments[i] : Expression.Convert(arguments[i], parameter.Type);
            if (argument is not (ParameterExpression or ConstantExpression))
            {
                ParameterExpression variable = Expression.Variable(parameter.Type);
                variables.Add(variable);
                statements.Add(Expression.Assign(variable, argument));
                argument = variable;
            }

            replacements[parameter] = argument;
        }

        Expression result = new Replacer(replacements).Visit(body.Body);
        return variables.Count == 0 ? result : Expression.Block(variables, [.. statements, result]);
    }

    private static LambdaExpression Choose(LambdaExpression[] bodies, CallNode call) => bodies.FirstOrDefault(body =>
        body.Parameters.Count == call.Arguments.Count
        && body.Parameters.Zip(call.Arguments).All(pair => RowType.DataTypeOf(pair.First.Type) == pair.Second.Type))
        ?? throw new ArgumentException($"'{call.Function}' is not defined for ({string.Join(", ", call.Arguments.Select(argument => argument.Type))}).");

    private sealed class Replacer(Dictionary<Expression, Expression> replacements) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => replacements.GetValueOrDefault(node, node);
    }
}
