using System.Linq.Expressions;
using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>Says between which values a learner's settings are searched.</summary>
/// <typeparam name="TLearner">The learner's type.</typeparam>
public sealed class SpaceBuilder<TLearner>
    where TLearner : Learner
{
    private readonly LearningDraft _draft;
    private readonly List<SearchParameter> _parameters = [];

    internal SpaceBuilder(LearningDraft draft) => _draft = draft;

    internal ValueList<SearchParameter> Parameters => _parameters.ToValueList();

    /// <summary>A number in a range, both ends included.</summary>
    /// <param name="setting">The setting, as in <c>l => l.Leaves</c>.</param>
    /// <param name="least">The least value.</param>
    /// <param name="greatest">The greatest value.</param>
    /// <param name="logarithmic">Whether 1 to 10 is as wide as 10 to 100; for what counts by its magnitude, such as penalties and rates.</param>
    public SpaceBuilder<TLearner> Between(Expression<Func<TLearner, double?>> setting, double least, double greatest, bool logarithmic = false)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (Property(setting) is not { } property)
            return this;
        // Half a leaf is refused where the plan is validated.
        return IsWhole(property.Type) && IsLong(least) && IsLong(greatest)
            ? Between(NameOf(property), (long)least, (long)greatest, logarithmic)
            : Between(NameOf(property), least, greatest, logarithmic);
    }

    /// <summary>A number in a range, both ends included, by the setting's path: <c>"settings.rate"</c> of a program whose settings have a <c>Rate</c>.</summary>
    /// <param name="setting">The setting's path in the learner's JSON.</param>
    /// <param name="least">The least value.</param>
    /// <param name="greatest">The greatest value.</param>
    /// <param name="logarithmic">Whether 1 to 10 is as wide as 10 to 100.</param>
    public SpaceBuilder<TLearner> Between(string setting, double least, double greatest, bool logarithmic = false) =>
        With(new RealParameter(setting, least, greatest, logarithmic));

    /// <summary>A whole number in a range, both ends included, by the setting's path: <c>"settings.depth"</c> of a program whose settings have a <c>Depth</c>.</summary>
    /// <param name="setting">The setting's path in the learner's JSON.</param>
    /// <param name="least">The least value.</param>
    /// <param name="greatest">The greatest value.</param>
    /// <param name="logarithmic">Whether 1 to 10 is as wide as 10 to 100.</param>
    public SpaceBuilder<TLearner> Between(string setting, long least, long greatest, bool logarithmic = false) =>
        With(new IntegerParameter(setting, least, greatest, logarithmic));

    /// <summary>One of several values, of which none is nearer to another than the rest are.</summary>
    /// <param name="setting">The setting, as in <c>l => l.Leaves</c>.</param>
    /// <param name="values">The values.</param>
    public SpaceBuilder<TLearner> OneOf<TValue>(Expression<Func<TLearner, TValue>> setting, params ReadOnlySpan<TValue> values)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return Property(setting) is { } property ? OneOf(NameOf(property), values) : this;
    }

    /// <summary>One of several values, by the setting's path: <c>"settings.booster"</c> of a program whose settings have a <c>Booster</c>.</summary>
    /// <param name="setting">The setting's path in the learner's JSON.</param>
    /// <param name="values">The values.</param>
    public SpaceBuilder<TLearner> OneOf<TValue>(string setting, params ReadOnlySpan<TValue> values)
    {
        List<string> texts = [];
        foreach (TValue value in values)
            texts.Add(JsonSerializer.Serialize(value, PlanJson.Compact));
        return With(new ChoiceParameter(setting, texts.ToValueList()));
    }

    private SpaceBuilder<TLearner> With(SearchParameter parameter)
    {
        _parameters.Add(parameter);
        return this;
    }

    private MemberExpression? Property(LambdaExpression setting)
    {
        Expression body = setting.Body;
        while (body is UnaryExpression { NodeType: ExpressionType.Convert } conversion)
            body = conversion.Operand;
        if (body is MemberExpression property && property.Expression == setting.Parameters[0])
            return property;
        _draft.Report("tune", $"'{body}' is no setting. Name a property of {typeof(TLearner).Name}, as in l => l.{ExampleOf()}.");
        return null;
    }

    private static string ExampleOf() =>
        typeof(TLearner).GetProperties().FirstOrDefault(property => property.DeclaringType == typeof(TLearner) && property.CanWrite)?.Name ?? "Leaves";

    private static string NameOf(MemberExpression property) => LearnerSettings.NameOf(property.Member);

    private static bool IsWhole(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var number && (number == typeof(int) || number == typeof(long));

    private static bool IsLong(double value) => Math.Abs(value) < 1e15 && Math.Floor(value) == value;
}
