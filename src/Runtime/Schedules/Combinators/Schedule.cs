namespace FusedOpt.Schedules;

/// <summary>Makes schedules of schedules: <c>new Cosine(0.1, steps: 900).Warmup(100)</c>.</summary>
public static partial class Schedule;
