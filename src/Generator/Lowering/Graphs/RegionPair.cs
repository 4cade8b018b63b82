using System.Collections.Generic;

namespace FusedOpt.Generator.Lowering;

/// <summary>A region of a forward pass, and the place of the region of its gradient.</summary>
/// <param name="Region">The region.</param>
/// <param name="Backward">The operations among which the gradient is.</param>
/// <param name="Place">The place of the gradient.</param>
internal sealed record RegionPair(RegionOperation Region, List<TensorOperation> Backward, int Place);
