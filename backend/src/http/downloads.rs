//! Files for people who are logged in.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, web};
use shared::ErrorCode;
use shared::ids::{JobId, PackageId, PlanId, UploadId};

use super::{HttpState, origin, refusal};
use crate::disclosure::PackageFile;
use crate::error::Result;

/// The media type of XLSX.
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /api/jobs/{id}/problems.csv`: what was wrong with an import, to correct and import again.
pub async fn problems(
    request: HttpRequest,
    path: web::Path<String>,
    state: web::Data<HttpState>,
) -> HttpResponse {
    let result: Result<Vec<u8>> = async {
        let viewer = origin::demand_viewer(&request, &state).await?;
        let id: JobId = path.parse().map_err(|_| ErrorCode::NotFound)?;
        state.services.jobs.problem_file(&viewer, id, origin::lang(&request)).await
    }
    .await;
    match result {
        Ok(bytes) => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
            .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"problems.csv\""))
            .insert_header(("Cache-Control", "no-store"))
            .body(bytes),
        Err(error) => refusal::answer(&request, &error),
    }
}

/// `GET /api/plans/{id}/table.xlsx`: a plan in the columns such plans are published in.
pub async fn plan_table(
    request: HttpRequest,
    path: web::Path<String>,
    state: web::Data<HttpState>,
) -> HttpResponse {
    let result: Result<_> = async {
        let viewer = origin::demand_viewer(&request, &state).await?;
        let id: PlanId = path.parse().map_err(|_| ErrorCode::NotFound)?;
        state.services.planning.export_table(&viewer, id).await
    }
    .await;
    match result {
        Ok((plan, bytes)) => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, SPREADSHEET))
            .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"plan-{}.xlsx\"", plan.year)))
            .insert_header(("Cache-Control", "no-store"))
            .body(bytes),
        Err(error) => refusal::answer(&request, &error),
    }
}

/// `GET /api/packages/{id}.{csv|xlsx}`: a package as it was made.
pub async fn package(
    request: HttpRequest,
    path: web::Path<(String, String)>,
    state: web::Data<HttpState>,
) -> HttpResponse {
    let (id, ending) = path.into_inner();
    let result: Result<_> = async {
        let viewer = origin::demand_viewer(&request, &state).await?;
        let id: PackageId = id.parse().map_err(|_| ErrorCode::NotFound)?;
        let (file, media_type) = match ending.as_str() {
            "csv" => (PackageFile::Csv, "text/csv; charset=utf-8"),
            "xlsx" => (PackageFile::Xlsx, SPREADSHEET),
            _ => return Err(ErrorCode::NotFound.into()),
        };
        let (row, bytes) = state.services.disclosure.package_file(&viewer, id, file).await?;
        Ok((row, media_type, bytes))
    }
    .await;
    match result {
        Ok((row, media_type, bytes)) => {
            let name =
                format!("{}-{}-{}.{ending}", row.channel.as_str().to_lowercase(), row.from_day, row.to_day);
            HttpResponse::Ok()
                .insert_header((CONTENT_TYPE, media_type))
                .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
                .insert_header(("Cache-Control", "no-store"))
                .body(bytes)
        }
        Err(error) => refusal::answer(&request, &error),
    }
}

/// `GET /api/uploads/{id}`: a photo or file one may see.
pub async fn upload(
    request: HttpRequest,
    path: web::Path<String>,
    state: web::Data<HttpState>,
) -> HttpResponse {
    let result: Result<(String, Vec<u8>)> = async {
        let viewer = origin::demand_viewer(&request, &state).await?;
        let id: UploadId = path.parse().map_err(|_| ErrorCode::NotFound)?;
        state.services.uploads.read(&viewer, id).await
    }
    .await;
    match result {
        Ok((media_type, bytes)) => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, media_type))
            .insert_header((CONTENT_DISPOSITION, "inline"))
            .insert_header(("Cache-Control", "private, max-age=3600"))
            .body(bytes),
        Err(error) => refusal::answer(&request, &error),
    }
}

/// `GET /api/schema.graphql`: the contract, for those who program against it.
pub async fn schema() -> HttpResponse {
    HttpResponse::Ok().insert_header((CONTENT_TYPE, "text/plain; charset=utf-8")).body(crate::graphql::sdl())
}
