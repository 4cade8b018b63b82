using System;

namespace FusedOpt;

/// <summary>
/// Receives the parameters of a model, by name and without reflection. See <see cref="IOptimizable.Visit{TVisitor}(ref TVisitor)"/>.
/// </summary>
public interface IParameterVisitor
{
    /// <summary>A parameter.</summary>
    /// <param name="name">The name of its field; in a submodel, the path to it: <c>Layers[2].Weights</c>.</param>
    /// <param name="parameter">The values of the parameter; a scalar has length 1.</param>
    /// <param name="gradient">
    /// The gradient, of the same length. For a table with a sparse gradient: the values of the touched rows alone, one row after the other
    /// in the order in which they were touched, so that a norm or a factor comes out right. The indices of those rows stand in
    /// <c>model.Gradients</c>.
    /// </param>
    /// <typeparam name="T"><see cref="float"/>, <see cref="double"/> or <see cref="System.Half"/>.</typeparam>
    void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
        where T : unmanaged;

    /// <summary>A state slot of the parameter shown last.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="name">The name of the slot in snake_case, as checkpoints have it: <c>exp_avg</c>.</param>
    /// <param name="state">The values of the state, one for each value of the parameter; or one double for the whole parameter.</param>
    /// <typeparam name="T">
    /// The type of the parameter; float for a parameter of <see cref="System.Half"/>, and double for state that is one value for the whole
    /// parameter. <see cref="StatePrecision.BFloat16"/> state is shown as it is kept: as <see cref="ushort"/>, the upper 16 bits of floats.
    /// <see cref="StatePrecision.Block8"/> state is shown as codes, <see cref="byte"/>, followed by its scales under the name of the slot
    /// and <c>.scale</c>, a float for every 256 codes.
    /// </typeparam>
    void State<T>(string parameter, string name, Span<T> state)
        where T : unmanaged;
}
