//! Long work as everybody sees it.

coded_enum! {
    /// Where a job stands.
    pub enum JobStatus {
        Waiting = "WAITING" ("排队中", "Waiting"),
        Running = "RUNNING" ("进行中", "Running"),
        Done = "DONE" ("已完成", "Done"),
        Failed = "FAILED" ("失败", "Failed"),
        Cancelled = "CANCELLED" ("已取消", "Cancelled"),
    }
}

impl JobStatus {
    /// Whether nothing more will happen.
    pub const fn is_finished(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

coded_enum! {
    /// Kinds of work.
    pub enum JobKind {
        ImportSubjects = "IMPORT_SUBJECTS" ("导入检查对象", "Import subjects"),
        BulkEdit = "BULK_EDIT" ("批量变更", "Change many subjects"),
        FreezeFrame = "FREEZE_FRAME" ("冻结名单", "Freeze the frame"),
        RunDraw = "RUN_DRAW" ("抽取", "Draw"),
    }
}
