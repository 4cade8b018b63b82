using System.Collections.Generic;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Lowering;

/// <summary>An optimized type as a backend prints it.</summary>
/// <param name="Target">The type.</param>
/// <param name="Verdict">Whether it can be compiled.</param>
/// <param name="Parameters">How each parameter is stepped; empty if it cannot be compiled.</param>
/// <param name="Kernels">Every kernel once, in the order in which parameters first need them.</param>
/// <param name="Entries">The further ways into kernels that the type needs.</param>
/// <param name="Arena">Where the parameters that the type owns lie in memory; null if it owns none.</param>
internal sealed record CompiledModel(
    TargetModel Target,
    Verdict Verdict,
    IReadOnlyList<Specialisation> Parameters,
    IReadOnlyList<KernelIr> Kernels,
    EquatableArray<KernelEntry> Entries,
    ArenaLayout? Arena);
