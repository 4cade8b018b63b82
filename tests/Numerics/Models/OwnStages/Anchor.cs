using System;
using FusedOpt;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>A stage after the rule that holds the parameter near where it was, with a norm of how far it has gone.</summary>
[WeightAverage]
public static partial class Anchor
{
    public static void Average(
        ref float parameter, float before, ref float anchor, ref double travelled, long step, [Interval("(0, inf)")] double radius = 0.5)
    {
        anchor = step == 1 ? before : 0.875f * anchor + 0.125f * before;
        float away = parameter - anchor;
        double distance = Reduce.Norm(away);
        travelled += distance;
        double kept = distance > radius ? radius / distance : 1;
        parameter = anchor + (float)kept * away;
    }
}
