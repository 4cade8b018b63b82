using System;

namespace FusedOpt;

/// <summary>Gives a parameter, or a field that holds other models, its name in checkpoints, such as the name of another program.</summary>
/// <remarks>
/// Without the attribute the name is that of the field. The name of a parameter follows the names of the models around it, with a dot
/// between two names; the names of its states follow its own. Of several models or arrays in a field each is followed by its index:
/// <c>layers.0</c>, as PyTorch names them, where a field without the attribute is followed by <c>Layers[0]</c>. No other name changes: not
/// those of messages, gradients and visitors.
/// </remarks>
/// <example>
/// <code>
/// [Optimize(Adam)]
/// public partial class Dense
/// {
///     [Name("weight")] public float[,] Weights = new float[128, 784];
///     [Name("bias")] public float[] Bias = new float[128];
/// }
///
/// [Optimize(Adam)]
/// public partial class Network
/// {
///     [Name("hidden")] public Dense Hidden = new();      // hidden.weight, hidden.weight.exp_avg, ...
/// }
/// </code>
/// </example>
/// <param name="value">The name: not empty, and another one than those of the other fields of the class.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class NameAttribute(string value) : Attribute
{
    /// <summary>The name.</summary>
    public string Value { get; } = value;
}
