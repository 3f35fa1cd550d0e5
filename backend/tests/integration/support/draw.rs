//! A wave from its opening to its draw, with witnesses whose nonces a test knows: the same town is drawn
//! the same way every time.

use serde_json::{Value, json};
use shared::draw::key::commitment;
use shared::draw::{HashAlgorithm, to_hex};

use super::app::TestApp;
use super::client::{Answer, text};
use super::plan::Seen;

/// The beacon's text.
pub const BEACON: &str = "双色球 2026067 期 02 09 14 21 25 30 + 11";

/// The witnesses of every wave.
pub fn witnesses() -> Value {
    json!([
        { "code": "sifaju", "name": "司法局见证人", "organisation": "舞钢市司法局" },
        { "code": "jiwei", "name": "纪委监委见证人", "organisation": "舞钢市纪委监委" },
        { "code": "qiye", "name": "企业代表", "organisation": "舞钢市企业代表" },
    ])
}

/// A witness at their own device.
#[derive(Debug, Clone)]
pub struct Witness {
    /// Identifier in the draw.
    pub code: String,
    /// The secret of their address.
    pub token: String,
    /// What they have thought of.
    pub nonce: [u8; 32],
}

/// A wave with its newest attempt.
#[derive(Debug, Clone)]
pub struct Wave {
    /// Its id.
    pub id: String,
    /// Its code.
    pub code: String,
    /// The attempt's id.
    pub attempt: String,
    /// The attempt's number.
    pub number: i64,
    /// Hash function.
    pub hash: HashAlgorithm,
    /// Witnesses.
    pub witnesses: Vec<Witness>,
}

const OPENED: &str =
    "opened { wave { id code hash status } attempt { id number status } links { code token } }";

/// The input that opens a wave.
pub fn wave_input(plan: &Seen, lines: &[String], disclosure: &str) -> Value {
    json!({
        "planId": plan.id, "title": "第一批次", "lineIds": lines, "disclosure": disclosure,
        "beaconEvent": "福彩双色球 2026067 期", "witnesses": witnesses(),
    })
}

/// The office's clerk tries to open a wave.
pub async fn try_open(app: &TestApp, input: Value) -> Answer {
    app.user("office.clerk").await.mutate("openWave", input, OPENED).await
}

impl Wave {
    /// Opens a wave.
    pub async fn open(app: &TestApp, plan: &Seen, lines: &[String], disclosure: &str) -> Self {
        Self::opened(&try_open(app, wave_input(plan, lines, disclosure)).await)
    }

    /// The wave in a payload.
    #[track_caller]
    pub fn opened(answer: &Answer) -> Self {
        let opened = &answer.ok()["opened"];
        let number = opened["attempt"]["number"].as_i64().unwrap();
        let links = opened["links"].as_array().unwrap();
        let witnesses = links.iter().zip(1u8..).map(|(link, index)| Witness {
            code: text(&link["code"]),
            token: text(&link["token"]),
            nonce: [index; 32],
        });
        Self {
            id: text(&opened["wave"]["id"]),
            code: text(&opened["wave"]["code"]),
            attempt: text(&opened["attempt"]["id"]),
            number,
            hash: HashAlgorithm::parse(opened["wave"]["hash"].as_str().unwrap()).unwrap(),
            witnesses: witnesses.collect(),
        }
    }

    /// The next attempt after a void one.
    pub async fn next_attempt(&self, app: &TestApp) -> Answer {
        app.user("office.clerk").await.mutate("openAttempt", json!({ "waveId": self.id }), OPENED).await
    }

    /// A witness commits.
    pub async fn commit(&self, app: &TestApp, witness: &Witness) -> Answer {
        let value = to_hex(&commitment(self.hash, &witness.code, &witness.nonce));
        let input = json!({ "token": witness.token, "commitment": value });
        app.anybody().mutate("commitNonce", input, "seat { witness { code commitment } }").await
    }

    /// A witness reveals some value.
    pub async fn reveal(&self, app: &TestApp, witness: &Witness, nonce: &[u8; 32]) -> Answer {
        let input = json!({ "token": witness.token, "nonce": to_hex(nonce) });
        app.anybody().mutate("revealNonce", input, "seat { attempt { status } }").await
    }

    /// All witnesses commit.
    pub async fn commit_all(&self, app: &TestApp) {
        for witness in &self.witnesses {
            self.commit(app, witness).await.ok();
        }
    }

    /// All witnesses reveal.
    pub async fn reveal_all(&self, app: &TestApp) {
        for witness in &self.witnesses {
            self.reveal(app, witness, &witness.nonce).await.ok();
        }
    }

    /// Queues a job of the attempt as the office's clerk.
    pub async fn queue(&self, app: &TestApp, mutation: &str) -> Answer {
        let input = json!({ "attemptId": self.attempt });
        app.user("office.clerk").await.mutate(mutation, input, "job { id status }").await
    }

    /// Records the beacon.
    pub async fn record_beacon(&self, app: &TestApp, text: &str) -> Answer {
        let input = json!({ "attemptId": self.attempt, "text": text });
        app.user("office.clerk").await.mutate("recordBeacon", input, "attempt { status beacon }").await
    }

    /// Everything up to the moment before the draw.
    pub async fn ready(&self, app: &TestApp) {
        self.commit_all(app).await;
        self.queue(app, "freezeFrame").await.ok();
        app.run_jobs().await;
        self.record_beacon(app, BEACON).await.ok();
        self.reveal_all(app).await;
    }

    /// Everything, and the draw.
    pub async fn draw(&self, app: &TestApp) {
        self.ready(app).await;
        self.queue(app, "runDraw").await.ok();
        app.run_jobs().await;
        assert_eq!(self.attempts(app).await.last().unwrap()["status"], "DRAWN");
    }

    /// All attempts as the office sees them.
    pub async fn attempts(&self, app: &TestApp) -> Vec<Value> {
        let query = "query($id: ID!) { wave(id: $id) { attempts {
            id number status frameRoot frameSize beacon seed bundleHash voidReason
            report { frame checks doors visits items visitDays vacantSeats } } } }";
        let data = app.user("office.clerk").await.query(query, json!({ "id": self.id })).await;
        data["wave"]["attempts"].as_array().cloned().unwrap()
    }

    /// Where the bundle of the newest attempt is.
    pub fn bundle_uri(&self) -> String {
        format!("/public/draws/{}/{}/bundle.json", self.code, self.number)
    }
}
