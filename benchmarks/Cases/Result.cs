using System.Collections.Generic;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;

namespace FusedOpt.Benchmarks.Cases;

/// <summary>The result of a case.</summary>
/// <param name="Name">The name of the case.</param>
/// <param name="Elements">The number of parameters.</param>
/// <param name="Bytes">The bytes that a step moves for each parameter; null if not all contenders have to move as many.</param>
/// <param name="Timings">The timing of each contender.</param>
/// <param name="Allocated">The bytes that FusedOpt's timed steps allocated.</param>
/// <param name="Remark">A remark for which the table has no column; null if none.</param>
/// <param name="Refused">The rivals that compute something else, and where.</param>
internal sealed record Result(
    string Name, long Elements, double? Bytes, IReadOnlyDictionary<Column, Timing> Timings, long Allocated, string? Remark,
    IReadOnlyList<string> Refused);
