using MlOps.Sdk.Data;
using MlOps.Sdk.Models;

namespace MlOps.Sdk;

/// <summary>See <see cref="Learner.Program"/>. The program trains; evaluation, golden rows and bundle are those of every learner.</summary>
/// <remarks>
/// <para>
/// The program is started in a folder of its own, which holds copies of <paramref name="Files"/> and is deleted afterwards, with three paths in its environment:
/// </para>
/// <para>
/// <c>MLOPS_TRAINING_DATA</c>: the training split as CSV (UTF-8). The first line names the columns: a feature that takes one slot by its name, the slots of
/// one that takes several <c>Name.0</c>, <c>Name.1</c>, …; last stands <c>label</c>. Numbers have a decimal point and all digits of what serving will hand to the
/// model; a missing one is empty, infinities are <c>inf</c> and <c>-inf</c>. The label is 0 or 1 (binary), the position among the classes (multiclass), or a
/// number (regression). Equal rows are in equal order in every run, on every platform.
/// </para>
/// <para>
/// <c>MLOPS_TRAINING_TASK</c>: JSON with <c>format</c> (1), <c>task</c> (<c>Binary</c>, <c>Multiclass</c> or <c>Regression</c>), <c>features</c> (the names of the
/// slots), <c>classes</c>, <c>rows</c>, <c>seed</c> and, if there are any, <c>settings</c>.
/// </para>
/// <para>
/// <c>MLOPS_SCORER</c>: where the program leaves the model before it ends with exit code 0: the JSON of <see cref="LinearParameters"/>, of
/// <see cref="TreeEnsembleParameters"/> or of <see cref="NetworkParameters"/>, with the transform <see cref="ScoreTransform.Logistic"/> for binary,
/// <see cref="ScoreTransform.Softmax"/> for multiclass and <see cref="ScoreTransform.Identity"/> for regression. A linear model or a network is refused if a
/// feature is missing anywhere in the splits.
/// </para>
/// <para>
/// A booster of XGBoost (1.0 and later) saves itself: <c>booster.save_model(os.environ["MLOPS_SCORER"])</c>. All its trees are served; one that was to stop
/// early is cut first, <c>booster[: booster.best_iteration + 1]</c>. <see cref="XgboostModel"/> says what is understood.
/// </para>
/// <para>
/// A network of Keras whose layers are <c>Dense</c> writes itself in a few lines; the features of a network should be alike in size, for instance by
/// <see cref="Feature.Standardize(double?)"/>:
/// </para>
/// <code>
/// *hidden, last = [layer.get_weights() for layer in model.layers]
/// json.dump({"scorer": "network", "featureCount": len(features), "transform": "Logistic", "biases": last[1].tolist(), "weights": last[0].T.tolist(),
///            "layers": [{"weights": w.T.tolist(), "biases": b.tolist(), "activation": "Relu"} for w, b in hidden]}, open(os.environ["MLOPS_SCORER"], "w"))
/// </code>
/// <para>
/// A line <c>progress 0.4</c> on its standard output says how far it is; other lines, and those of its standard error, go to the stage's log. If the stage is
/// cancelled, the program is killed together with what it has started. Of the application's environment it gets only what finds programs, libraries, folders
/// and devices, such as <c>PATH</c>: no settings and no secrets.
/// </para>
/// <para>
/// Equal input must give an equal model: take all chance from <c>seed</c>. (Hashes of Python's strings are made the same in every run.)
/// </para>
/// </remarks>
/// <param name="Command">The program: one that is on the PATH, or one of the files.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Files">The files that it consists of, and what they held when the pipeline was built; other content is refused when it runs.</param>
/// <param name="Settings">Settings for the program as JSON; null if it has none.</param>
/// <param name="Image">On Google Cloud, the container image to train in; null for the worker's.</param>
public sealed record ProgramLearner(string Command, ValueList<string> Arguments, ValueList<ProgramFile> Files, string? Settings = null, string? Image = null) : Learner
{
    /// <inheritdoc />
    public override string Name => "program";
}
