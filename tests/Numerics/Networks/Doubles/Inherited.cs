namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>A class with everything from its base class.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Inherited : InheritedNetwork;
