using System;

namespace FusedOpt;

/// <summary>
/// Marks a <see cref="LayerAttribute">layer</see>, or another method that a <see cref="LossAttribute">loss</see> calls, whose values are
/// not kept for the gradient: the backward pass computes them again, from the arguments (Chen et al., "Training deep nets with sublinear
/// memory cost", 2016).
/// </summary>
/// <remarks>
/// The loss keeps its bits, dropout included, and so does the gradient of each parameter that the loss uses once. A pass takes less memory
/// and, by about the time of the layer's forward pass, longer: the remarks of the generated <c>AddGradients</c> give the memory, and the
/// operations that are taken again.
/// </remarks>
/// <example>
/// <code>
/// [Layer, Checkpoint] public Mat&lt;float&gt; Apply([Shape(64, 128)] Mat&lt;float&gt; x) => x + Linear(Gelu(Linear(x, Up)), Down);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CheckpointAttribute : Attribute;
