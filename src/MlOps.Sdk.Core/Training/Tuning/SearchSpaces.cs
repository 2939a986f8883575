using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>The spaces of a search: the learner is chosen first, then its settings.</summary>
internal sealed class SearchSpaces(ValueList<SearchSpace> spaces)
{
    private readonly SearchAxis[][] _axes = [.. spaces.Select(space => space.Parameters.Select(SearchAxis.Of).ToArray())];

    public int Count => spaces.Count;

    public IReadOnlyList<SearchAxis> AxesOf(int space) => _axes[space];

    /// <summary>The learner as the pipeline has it.</summary>
    public Learner Own(int space) => spaces[space].Learner;

    /// <summary>The point of the learner's own settings.</summary>
    public SearchPoint OwnPoint(int space) => PointOf(space, Own(space));

    public SearchPoint Draw(int space, Random random) => new(space, [.. _axes[space].Select(axis => axis.Draw(random))]);

    public Learner LearnerAt(SearchPoint point) => spaces[point.Space].With(new Dictionary<string, string>(
        spaces[point.Space].Parameters.Select((parameter, index) => KeyValuePair.Create(parameter.Name, _axes[point.Space][index].ValueAt(point.Coordinates[index])))));

    /// <summary>Where a learner lies in these spaces; null if it differs from each in more than what is searched, or lies outside of the ranges.</summary>
    public SearchPoint? Find(Learner learner)
    {
        for (int space = 0; space < Count; space++)
        {
            if (learner.GetType() != Own(space).GetType())
                continue;
            SearchPoint point = PointOf(space, learner);
            if (!point.Coordinates.Any(double.IsNaN) && WithSettingsOf(learner, space) == learner)
                return point;
        }

        return null;
    }

    private SearchPoint PointOf(int space, Learner learner) => new(
        space,
        [.. spaces[space].Parameters.Select((parameter, index) => _axes[space][index].CoordinateOf(LearnerSettings.Read(learner, parameter.Name)) ?? double.NaN)]);

    private Learner WithSettingsOf(Learner learner, int space) => spaces[space].With(new Dictionary<string, string>(
        spaces[space].Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, LearnerSettings.Read(learner, parameter.Name) ?? "null"))));
}
