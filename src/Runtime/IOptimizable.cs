using System.Text.Json.Serialization;

namespace FusedOpt;

/// <summary>
/// A model whose parameters are optimized. The generated part of each <see cref="OptimizeAttribute">optimized</see> type implements the
/// interface.
/// </summary>
public interface IOptimizable : IModelNode
{
    /// <summary>The step size of the next steps: finite and at least 0. The rate can be set at any time.</summary>
    /// <remarks>
    /// A submodel takes the rate of the model that holds the submodel at every step, unless the submodel's class has a learning rate or
    /// a schedule of its own. If the class names a <see cref="ScheduleAttribute">schedule</see>, the value is the schedule's rate for the
    /// next step. A rate that has been set takes the place of the schedule.
    /// </remarks>
    /// <exception cref="System.ArgumentOutOfRangeException">The value is negative, infinite or NaN; nothing has changed.</exception>
    double LearningRate { get; set; }

    /// <summary>The number of steps taken.</summary>
    [JsonIgnore]
    long StepCount { get; }

    /// <summary>
    /// True if the parameters are at the point where gradients are taken, false if the parameters are at the point where the model is to be
    /// evaluated.
    /// </summary>
    [JsonIgnore]
    bool IsTraining => true;

    /// <summary>
    /// Takes one step: every parameter and its state change, the gradients do not. Submodels are stepped too, each instance once.
    /// </summary>
    /// <exception cref="System.InvalidOperationException">
    /// A parameter or gradient array is null, their lengths differ from each other or from the state, two parameters share memory, or a
    /// model holds itself. Nothing has changed.
    /// </exception>
    void Step();

    /// <summary>
    /// Takes one step and sets every gradient to 0 in the same pass. The result is that of <see cref="Step"/> and then
    /// <see cref="ZeroGradients"/>, for one more write of each gradient instead of a second pass.
    /// </summary>
    /// <inheritdoc cref="Step" path="/exception"/>
    void StepAndZeroGradients();

    /// <summary>Sets every gradient to 0.</summary>
    /// <exception cref="System.InvalidOperationException">
    /// The model is not ready to be stepped, is being saved or loaded, or is being stepped on another thread. Nothing has changed.
    /// </exception>
    void ZeroGradients();

    /// <summary>
    /// Moves the parameters to the point where the model is to be evaluated and kept. For most rules the parameters are always there.
    /// </summary>
    /// <inheritdoc cref="ZeroGradients" path="/exception"/>
    void Evaluate()
    {
    }

    /// <summary>Moves the parameters back to the point where gradients are taken.</summary>
    /// <inheritdoc cref="ZeroGradients" path="/exception"/>
    void Train()
    {
    }

    /// <summary>
    /// Shows the visitor every parameter with its gradient, each followed by its state, and then the parameters of the submodels.
    /// </summary>
    /// <remarks>
    /// The order is that of the fields. State that no step has used yet has its initial value. State that begins at the learning rate is
    /// shown at the rate that is set now. The rate of the first step replaces this value, unless the visitor writes to the state.
    /// </remarks>
    /// <param name="visitor">Receives the parameters and states; the spans are the model's own memory.</param>
    /// <typeparam name="TVisitor">
    /// The type of the visitor. With a struct the traversal allocates nothing but the paths of submodels.
    /// </typeparam>
    /// <inheritdoc cref="ZeroGradients" path="/exception"/>
    void Visit<TVisitor>(ref TVisitor visitor)
        where TVisitor : IParameterVisitor, allows ref struct => ModelTree.Visit(this, ref visitor);
}
