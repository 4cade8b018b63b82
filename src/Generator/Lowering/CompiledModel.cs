using System.Collections.Generic;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Lowering;

/// <summary>An optimized type as a backend prints it.</summary>
/// <param name="Target">The type.</param>
/// <param name="Verdict">The verdict on the type.</param>
/// <param name="Parameters">The specialisation of each parameter; empty if the type cannot be compiled.</param>
/// <param name="Kernels">Every kernel once, in the order in which parameters first need them.</param>
/// <param name="Entries">The further entries of kernels that the type needs.</param>
/// <param name="Arena">The layout of the parameters that the type owns; null if the type owns none.</param>
internal sealed record CompiledModel(
    TargetModel Target,
    Verdict Verdict,
    IReadOnlyList<Specialisation> Parameters,
    IReadOnlyList<KernelIr> Kernels,
    EquatableArray<KernelEntry> Entries,
    ArenaLayout? Arena);
