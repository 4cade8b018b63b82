using System.Collections.Generic;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;

namespace FusedOpt.Benchmarks.Cases;

/// <summary>What came out of a case.</summary>
/// <param name="Name">The case.</param>
/// <param name="Elements">The number of parameters.</param>
/// <param name="Bytes">The bytes that a step moves for each parameter, where all are to move as many.</param>
/// <param name="Timings">For each contender.</param>
/// <param name="Allocated">Bytes, by FusedOpt's steps that were timed.</param>
/// <param name="Remark">What the table has no column for.</param>
/// <param name="Refused">Rivals that compute something else, and where.</param>
internal sealed record Result(string Name, long Elements, double? Bytes, IReadOnlyDictionary<Column, Timing> Timings, long Allocated, string? Remark, IReadOnlyList<string> Refused);
